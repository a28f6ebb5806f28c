// Which entries of a stream were retracted: what a fold in the order of
// occurrence leaves out, because it never was.
#ifndef ACTIONPLAN_PROJECTIONS_RESOURCES_RETRACTIONS_H_
#define ACTIONPLAN_PROJECTIONS_RESOURCES_RETRACTIONS_H_

#include <cstdint>
#include <set>

#include "actionplan/events/v1/event.pb.h"

namespace actionplan::resources {

class Retractions {
 public:
  // Takes note of the event if it is a retraction.
  void Note(const events::v1::Event& event) {
    if (event.action().has_entry_retracted()) {
      Add(event.action().entry_retracted().revision());
    }
  }

  // The entry that this revision made is retracted.
  void Add(int64_t revision) { revisions_.insert(revision); }

  // Whether the event is a retracted entry, or a retraction, which says anew
  // what the fold comes to by itself.
  bool LeaveOut(const events::v1::Event& event) const {
    return event.action().has_entry_retracted() ||
           revisions_.count(event.context().revision()) > 0;
  }

  bool empty() const { return revisions_.empty(); }

 private:
  std::set<int64_t> revisions_;
};

}  // namespace actionplan::resources

#endif  // ACTIONPLAN_PROJECTIONS_RESOURCES_RETRACTIONS_H_
