#include "eventstore/rocksdb/crc32c.h"

#include <isa-l/crc.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace actionplan::eventstore {
namespace {

// ISA-L leaves the upper halves of the vector registers in use, after which
// every instruction of the older kind waits for them: whatever the thread did
// next took half as long again. Intel's optimization manual asks the caller for
// this (VZEROUPPER, "Mixing Intel AVX and Intel SSE in Function Calls").
#if defined(__x86_64__)
__attribute__((target("avx"))) void ZeroUpperHalves() { _mm256_zeroupper(); }

void ReleaseUpperHalves() {
  if (__builtin_cpu_supports("avx")) ZeroUpperHalves();
}
#else
void ReleaseUpperHalves() {}
#endif

}  // namespace

uint32_t Crc32c(absl::string_view bytes) {
  // What the function only reads, its signature does not say is constant.
  auto* const data =
      reinterpret_cast<unsigned char*>(const_cast<char*>(bytes.data()));
  const uint32_t crc =
      ~crc32_iscsi(data, static_cast<int>(bytes.size()), 0xFFFFFFFF);
  ReleaseUpperHalves();
  return crc;
}

}  // namespace actionplan::eventstore
