#include "services/handlers/fact_kinds.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "actionplan/events/v1/event.pb.h"
#include "google/protobuf/descriptor.h"

namespace actionplan::handlers {
namespace {

constexpr size_t kMostNear = 4;
constexpr size_t kShortestBeginning = 4;

std::vector<std::string> FactKinds() {
  std::vector<std::string> kinds;
  const auto& facts = *events::v1::Event::descriptor()->oneof_decl(0);
  for (int i = 0; i < facts.field_count(); ++i) {
    const auto& of_resource = *facts.field(i)->message_type()->oneof_decl(0);
    for (int j = 0; j < of_resource.field_count(); ++j) {
      kinds.push_back(of_resource.field(j)->message_type()->name());
    }
  }
  return kinds;
}

size_t CommonBeginning(absl::string_view one, absl::string_view other) {
  return static_cast<size_t>(
      std::mismatch(one.begin(), one.end(), other.begin(), other.end()).first -
      one.begin());
}

// The kinds that begin like `text` for the longest, and those that have it as a
// part; upper and lower case alike.
std::vector<std::string> Near(absl::string_view text,
                              const std::vector<std::string>& kinds) {
  const std::string wanted = absl::AsciiStrToLower(text);
  size_t longest = kShortestBeginning;
  std::vector<std::string> near;
  for (const std::string& kind : kinds) {
    const std::string name = absl::AsciiStrToLower(kind);
    const size_t common = CommonBeginning(name, wanted);
    const bool is_part =
        wanted.size() >= kShortestBeginning && absl::StrContains(name, wanted);
    if (common > longest) {
      longest = common;
      near.clear();
    }
    if (is_part || common == longest) near.push_back(kind);
  }
  if (near.size() > kMostNear) near.resize(kMostNear);
  return near;
}

}  // namespace

void CheckFactKind(const std::string& field, const std::string& kind,
                   rpc::FieldChecks& check) {
  const std::vector<std::string> kinds = FactKinds();
  if (std::find(kinds.begin(), kinds.end(), kind) != kinds.end()) return;
  const std::vector<std::string> near = Near(kind, kinds);
  check.Violation(field, "KIND_UNKNOWN",
                  near.empty()
                      ? "is no kind of fact; kinds look like ActionAssigned"
                      : absl::StrCat("is no kind of fact; did you mean ",
                                     absl::StrJoin(near, ", "), "?"));
}

}  // namespace actionplan::handlers
