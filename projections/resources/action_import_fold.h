// What an action keeps of the row of a spreadsheet that it was imported from.
//
// Pure functions; safe from any thread.
#ifndef ACTIONPLAN_PROJECTIONS_RESOURCES_ACTION_IMPORT_FOLD_H_
#define ACTIONPLAN_PROJECTIONS_RESOURCES_ACTION_IMPORT_FOLD_H_

#include "actionplan/events/v1/event.pb.h"
#include "actionplan/v1/imported_row.pb.h"

namespace actionplan::resources {

// What the row says from the event on, which nobody here has confirmed yet.
v1::ActionImport ImportOf(const events::v1::EventContext& context,
                          const events::v1::ActionImported& fact);

}  // namespace actionplan::resources

#endif  // ACTIONPLAN_PROJECTIONS_RESOURCES_ACTION_IMPORT_FOLD_H_
