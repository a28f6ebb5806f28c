// What stands under what in the audit trail: whoever asks for the trail of one
// resource is told what came of it too.
//
//   under             stands                     because of
//   an audit          its findings, …            their names
//   a finding         a recommendation           the findings it rests on
//   a finding, a      an action                  the sources it was proposed
//   recommendation                               with
//   an action         an escalation              its subject
//   a plan            an action                  having joined it; until it
//   left
//
// What a fact only mentions has nothing under it for that: an agency, a
// meeting, the action that takes another's place or that another one waits for.
// Under a board is all of it, which needs no links.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_PROJECTIONS_TRAIL_LINKS_H_
#define ACTIONPLAN_PROJECTIONS_TRAIL_LINKS_H_

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "actionplan/events/v1/event.pb.h"

namespace actionplan::projections {

enum class LinkChange : char { kBegins = '+', kEnds = '-' };

// From its event on something stands under something else, or does no more.
struct TrailLink {
  absl::string_view above;  // By resource name; never a board.
  absl::string_view below;  // By resource name; never equal to `above`.
  LinkChange change = LinkChange::kBegins;
};

// The links that begin and end with an event, in order. They point into the
// event.
void VisitLinks(const events::v1::Event& event,
                absl::FunctionRef<void(const TrailLink& link)> visit);

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_TRAIL_LINKS_H_
