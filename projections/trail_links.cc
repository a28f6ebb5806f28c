#include "projections/trail_links.h"

#include <optional>
#include <string>

#include "projections/resources/names.h"

namespace actionplan::projections {
namespace {

using events::v1::ActionProposed;
using events::v1::Event;
using events::v1::PlanFact;
using LinkVisitor = absl::FunctionRef<void(const TrailLink& link)>;

bool HasLinks(absl::string_view above) {
  const std::optional<resources::Kind> kind = resources::KindOf(above);
  return kind.has_value() && *kind != resources::Kind::kBoard;
}

void Visit(const TrailLink& link, LinkVisitor visit) {
  if (link.above != link.below && HasLinks(link.above)) visit(link);
}

void VisitSources(const ActionProposed& proposed, absl::string_view action,
                  LinkVisitor visit) {
  for (const events::v1::ActionSource& source : proposed.sources()) {
    if (source.has_resource()) {
      Visit({.above = source.resource(), .below = action}, visit);
    }
  }
}

void VisitPlan(const PlanFact& fact, absl::string_view plan,
               LinkVisitor visit) {
  if (fact.has_action_added_to_plan()) {
    Visit({.above = plan, .below = fact.action_added_to_plan().action()},
          visit);
  } else if (fact.has_action_removed_from_plan()) {
    Visit({.above = plan,
           .below = fact.action_removed_from_plan().action(),
           .change = LinkChange::kEnds},
          visit);
  }
}

}  // namespace

void VisitLinks(const Event& event, LinkVisitor visit) {
  const std::string& stream = event.context().stream();
  // The name says it once and for all, whatever the first fact is.
  if (event.context().revision() == 1 && resources::KindOf(stream)) {
    Visit({.above = resources::ParentOf(stream), .below = stream}, visit);
  }
  switch (event.fact_case()) {
    case Event::kRecommendation:
      for (const std::string& finding :
           event.recommendation().recommendation_drafted().findings()) {
        Visit({.above = finding, .below = stream}, visit);
      }
      return;
    case Event::kAction:
      return VisitSources(event.action().action_proposed(), stream, visit);
    case Event::kEscalation:
      return Visit({.above = event.escalation().escalation_raised().subject(),
                    .below = stream},
                   visit);
    case Event::kPlan:
      return VisitPlan(event.plan(), stream, visit);
    case Event::kBoard:
    case Event::kMeeting:
    case Event::kAgency:
    case Event::kAudit:
    case Event::kFinding:
    case Event::FACT_NOT_SET:
      return;
  }
}

}  // namespace actionplan::projections
