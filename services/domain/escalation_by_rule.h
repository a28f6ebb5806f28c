// What rules decide about escalations. These commands are the scheduler's and
// no call of the API: the evaluator makes them, the scheduler submits them.
//
// Each is checked against the escalation and its subject as they are when it is
// decided, so an evaluation of an old state does no wrong: it is refused with
// EVALUATION_STALE, ESCALATION_ALREADY_OPEN or ESCALATION_EPISODE_TAKEN,
// nothing is written, and the next evaluation sees how it is. Further errors
// are those of preconditions.h and references.h.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_BY_RULE_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_BY_RULE_H_

#include <string>
#include <vector>

#include "actionplan/events/v1/escalation_facts.pb.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/board.pb.h"
#include "actionplan/v1/escalation.pb.h"
#include "services/domain/decide.h"
#include "services/domain/episode.h"

namespace actionplan::domain {

// A rule raises an episode at level 1, about the resource
// EscalationName(episode). Once for a trigger: what a person resolved is not
// raised again until there is another reason.
struct RaiseByRule {
  Episode episode;
  v1::Escalation::Rule rule = v1::Escalation::RULE_UNSPECIFIED;
  v1::Escalation::Grounds grounds;
};

// Completion was submitted: RAISED or ACKNOWLEDGED to PAUSED.
struct PauseEscalation {
  std::string subject;
};

// The clock of the subject runs again: PAUSED to what it was before, with later
// days.
struct ResumeEscalation {
  std::string subject;
};

// How an action in this state resolves its escalations: it is done, or will not
// be. RESOLUTION_UNSPECIFIED when its state does not.
v1::Escalation::Resolution ResolutionIn(v1::Action::State state);

// How the episodes of a family end when what they were raised for is no more.
v1::Escalation::Resolution ResolutionFor(v1::Escalation::Family family);

// Whom an open escalation told.
struct Addressed {
  v1::Escalation::Family family = v1::Escalation::FAMILY_UNSPECIFIED;
  int level = 1;
  absl::string_view agency;
};

// Whether a rule told an agency that does not lead the subject any more.
bool IsOfAnother(const Addressed& escalation, absl::string_view lead_agency);

// The subject is in a state that resolves; or, for TIMELINESS, has another due
// date than the one it was raised for, which is not past (SUBJECT_RE_DATED);
// or, for other families, what it was raised for is no more (ResolutionFor()).
struct ResolveByRule {
  std::string subject;
  v1::Escalation::Resolution resolution =
      v1::Escalation::RESOLUTION_UNSPECIFIED;
};

Facts<events::v1::EscalationFact> Decide(const v1::Escalation& state,
                                         const RaiseByRule& command,
                                         const Circumstances& now);
Facts<events::v1::EscalationFact> Decide(const v1::Escalation& state,
                                         const PauseEscalation& command,
                                         const Circumstances& now);
Facts<events::v1::EscalationFact> Decide(const v1::Escalation& state,
                                         const ResumeEscalation& command,
                                         const Circumstances& now);
Facts<events::v1::EscalationFact> Decide(const v1::Escalation& state,
                                         const ResolveByRule& command,
                                         const Circumstances& now);

std::vector<std::string> RelatedNames(const RaiseByRule& command);
std::vector<std::string> RelatedNames(const PauseEscalation& command);
std::vector<std::string> RelatedNames(const ResumeEscalation& command);
std::vector<std::string> RelatedNames(const ResolveByRule& command);

// The subject of a command of the scheduler about an escalation that is open
// and about it; EVALUATION_STALE when it is not.
absl::StatusOr<const v1::Action*> FindSubject(const v1::Escalation& state,
                                              const std::string& subject,
                                              const Circumstances& now);

events::v1::EscalationGrounds FactGrounds(
    const v1::Escalation::Grounds& grounds);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_BY_RULE_H_
