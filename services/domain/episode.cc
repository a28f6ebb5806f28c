#include "services/domain/episode.h"

#include <cstddef>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "projections/resources/names.h"

namespace actionplan::domain {
namespace {

constexpr size_t kMaxIdLength = 63;
constexpr size_t kHashLength = 16;  // 64 bits in hexadecimal digits.

absl::string_view FamilyWord(v1::Escalation::Family family) {
  switch (family) {
    case v1::Escalation::BY_HAND:
      return "by-hand";
    case v1::Escalation::ACCEPTANCE:
      return "acceptance";
    case v1::Escalation::PROGRESS:
      return "progress";
    case v1::Escalation::EXTENSION:
      return "extension";
    case v1::Escalation::QUALITY:
      return "quality";
    case v1::Escalation::IMMEDIATE:
      return "concern";
    default:
      return "timeliness";
  }
}

// FNV-1a, 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv). Names are for ever,
// so the hash is one that is defined outside this program.
uint64_t Hash(absl::string_view text) {
  uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3;
  }
  return hash;
}

}  // namespace

std::string EscalationId(const Episode& episode) {
  const absl::string_view subject = episode.subject;
  const absl::string_view id = subject.substr(subject.rfind('/') + 1);
  const std::string ending =
      absl::StrCat("-", FamilyWord(episode.family), "-", episode.number);
  if (id.size() + ending.size() <= kMaxIdLength) {
    return absl::StrCat(id, ending);
  }
  const size_t kept = kMaxIdLength - ending.size() - kHashLength - 1;
  return absl::StrCat(id.substr(0, kept), "-",
                      absl::Hex(Hash(subject), absl::kZeroPad16), ending);
}

std::string EscalationName(const Episode& episode) {
  return resources::ChildName(resources::BoardOf(episode.subject),
                              resources::Kind::kEscalation,
                              EscalationId(episode));
}

}  // namespace actionplan::domain
