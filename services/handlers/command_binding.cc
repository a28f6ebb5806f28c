#include "services/handlers/command_binding.h"

#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "openssl/sha.h"
#include "projections/resources/resource.h"

namespace actionplan::handlers {

std::string DerivedId(absl::string_view first, absl::string_view second) {
  constexpr size_t kBytes = 10;  // 80 bits: no two ever meet.
  const std::string source = absl::StrCat(first, "\n", second);
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(source.data()), source.size(),
         digest);
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(digest), kBytes));
}

commands::Answer CommandBinding::FinishWith(rpc::UnaryCallPointer call) {
  return [call = std::move(call)](
             absl::StatusOr<std::shared_ptr<const resources::Resource>> after) {
    if (!after.ok()) return call->Finish(after.status());
    call->Finish(resources::AsMessage(**after));
  };
}

}  // namespace actionplan::handlers
