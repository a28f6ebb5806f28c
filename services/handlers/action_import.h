// ImportAction, whose action is named by plan and key.
#ifndef ACTIONPLAN_SERVICES_HANDLERS_ACTION_IMPORT_H_
#define ACTIONPLAN_SERVICES_HANDLERS_ACTION_IMPORT_H_

#include "services/handlers/command_binding.h"

namespace actionplan::handlers {

void BindImportAction(CommandBinding& commands);

}  // namespace actionplan::handlers

#endif  // ACTIONPLAN_SERVICES_HANDLERS_ACTION_IMPORT_H_
