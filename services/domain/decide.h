// The deciders: pure functions from a resource's state, a command and its
// circumstances to the facts that follow, or to a named error. No clock, no
// disk, no threads. The command is the request message of the API, already
// checked for shape by its handler.
//
// Each service adds, for each of its commands:
//
//   absl::StatusOr<std::vector<Fact>> Decide(const Resource& state,
//                                            const XRequest& command,
//                                            const Circumstances& now);
//   std::vector<std::string> RelatedNames(const XRequest& command);
//
// No facts at all mean that there is nothing to record: the answer is the
// resource as it is, and the request id is not remembered.
//
// RelatedNames() lists the other resources that Decide() looks at, by name; a
// command that looks at none has no overload. The board is always there.
//
// A command that looks at the events which led the resource to its state says
// so where it is bound to a method, and finds them in `now`.
//
// `state` of a resource that does not exist yet has an empty name.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_DECIDE_H_
#define ACTIONPLAN_SERVICES_DOMAIN_DECIDE_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "actionplan/events/v1/event.pb.h"
#include "projections/resources/names.h"
#include "services/domain/circumstances.h"

namespace actionplan::domain {

template <typename Fact>
using Facts = absl::StatusOr<std::vector<Fact>>;

// One fact, for the many commands that lead to just one.
template <typename Fact>
Facts<Fact> Just(Fact fact) {
  std::vector<Fact> facts;
  facts.push_back(std::move(fact));
  return facts;
}

// The words as a fact keeps them: with whose they are, as PrincipalName() or
// CaseName() spells it.
inline events::v1::PersonalText PersonalText(absl::string_view words,
                                             absl::string_view subject) {
  events::v1::PersonalText text;
  if (words.empty()) return text;
  text.set_clear(std::string(words));
  text.set_subject(std::string(subject));
  return text;
}

// Words of the caller.
inline events::v1::PersonalText Written(absl::string_view words,
                                        const Circumstances& now) {
  return PersonalText(words, resources::PrincipalName(now.caller.principal));
}

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_DECIDE_H_
