// What people decide about escalations; what rules decide is in
// escalation_by_rule.h. Errors are those of preconditions.h, references.h and
// escalation_errors.h.
//
// At most one episode is open for a subject and a family, also when several
// people raise at once: an episode's stream is named for its number, it must
// not exist yet, and the episode before it must be over.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_H_

#include <string>
#include <vector>

#include "actionplan/events/v1/escalation_facts.pb.h"
#include "actionplan/v1/escalation.pb.h"
#include "actionplan/v1/escalation_service.pb.h"
#include "services/domain/decide.h"
#include "services/domain/episode.h"

namespace actionplan::domain {

// RaiseEscalation, and as which episode. The request has no id, and the number
// is known for sure only when the command is decided, so the layer above
// guesses and corrects:
//
//   1. start with one more than the episodes of the family that a view knows of
//      the subject, or with 1 (a view that lags is no harm);
//   2. submit RaiseByHand about the resource NameOf(command), with
//      RelatedNames(command);
//   3. on ESCALATION_EPISODE_TAKEN add one, on ESCALATION_EPISODE_SKIPPED take
//      one away, and submit again; every other answer is final.
struct RaiseByHand {
  v1::RaiseEscalationRequest request;
  int episode = 1;
};

std::string NameOf(const RaiseByHand& command);

// For the board's office and for the agency that leads the subject; an
// IMMEDIATE_CONCERN for every agency of the board. The subject is not over.
Facts<events::v1::EscalationFact> Decide(const v1::Escalation& state,
                                         const RaiseByHand& command,
                                         const Circumstances& now);
std::vector<std::string> RelatedNames(const RaiseByHand& command);

// RAISED to ACKNOWLEDGED, by those whom the level addresses: 1 and 2 the agency
// (the board's office where there is none), 3 the board manager and the
// sub-groups' chairs, 4 and 5 the independent chair.
Facts<events::v1::EscalationFact> Decide(
    const v1::Escalation& state,
    const v1::AcknowledgeEscalationRequest& command, const Circumstances& now);

// That the caller is one of those.
absl::Status CheckRecipient(const v1::Escalation& state,
                            const Circumstances& now);

// Any open state to RESOLVED, by the board's office, from level 4 on by the
// independent chair.
Facts<events::v1::EscalationFact> Decide(
    const v1::Escalation& state, const v1::ResolveEscalationRequest& command,
    const Circumstances& now);

// Who may let the policies be applied now: the board's office, and the service
// that does it by itself. NOT_PERMITTED.
absl::Status CheckMayEvaluate(const Caller& caller);

// For every raising: the episode's stream is not there, and the episode before
// it, which has to be among the related resources, is over.
absl::Status CheckEpisode(const v1::Escalation& state, const Episode& episode,
                          const Circumstances& now);

// The episode before, by name; none for the first.
std::vector<std::string> NamesBefore(const Episode& episode);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_H_
