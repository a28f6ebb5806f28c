#include "services/rpc/identity.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "eventstore/base/status.h"
#include "projections/resources/names.h"

namespace actionplan::rpc {
namespace {

constexpr size_t kMaxPrincipalBytes = 100;

std::string Value(const Metadata& metadata, const char* key) {
  const auto found = metadata.find(key);
  if (found == metadata.end()) return "";
  return std::string(found->second.data(), found->second.size());
}

bool IsPrincipal(absl::string_view text) {
  if (text.empty() || text.size() > kMaxPrincipalBytes) return false;
  for (const char c : text) {
    if (!absl::ascii_islower(c) && !absl::ascii_isdigit(c) && c != '.' &&
        c != '_' && c != '-') {
      return false;
    }
  }
  return true;
}

}  // namespace

absl::StatusOr<domain::Caller> ClaimedCaller(const Metadata& metadata) {
  std::vector<std::string> problems;
  domain::Caller caller{.principal = Value(metadata, kPrincipalKey),
                        .agency = Value(metadata, kAgencyKey)};
  if (!IsPrincipal(caller.principal)) {
    problems.push_back(absl::StrCat(
        kPrincipalKey, " must be an opaque id of 1 to ", kMaxPrincipalBytes,
        " of the characters a-z, 0-9, '.', '_' and '-'"));
  }
  if (!caller.agency.empty() &&
      !resources::IsName(resources::Kind::kAgency, caller.agency)) {
    problems.push_back(absl::StrCat(
        kAgencyKey, " must be a name such as boards/ncc/agencies/police"));
  }
  const std::string roles = Value(metadata, kRolesKey);
  for (absl::string_view name : absl::StrSplit(roles, ',', absl::SkipEmpty())) {
    const std::optional<domain::Role> role =
        domain::ParseRole(absl::StripAsciiWhitespace(name));
    if (role) {
      caller.roles.insert(*role);
    } else {
      problems.push_back(
          absl::StrCat(kRolesKey, " has \"", name, "\", which is no role"));
    }
  }
  if (problems.empty()) return caller;
  return base::Error(
      {.code = absl::StatusCode::kUnauthenticated,
       .reason = "CALLER_UNKNOWN",
       .message = absl::StrCat("The call does not say who makes it: ",
                               absl::StrJoin(problems, "; "), ".")});
}

bool IsLoopback(absl::string_view address) {
  if (absl::StartsWith(address, "localhost:") ||
      absl::StartsWith(address, "[::1]:")) {
    return true;
  }
  in_addr parsed{};
  const std::string host(address.substr(0, address.rfind(':')));
  return inet_pton(AF_INET, host.c_str(), &parsed) == 1 &&
         ntohl(parsed.s_addr) >> 24 == IN_LOOPBACKNET;
}

}  // namespace actionplan::rpc
