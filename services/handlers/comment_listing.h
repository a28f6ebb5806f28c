// ListComments: rows that are no resources of their own.
#ifndef ACTIONPLAN_SERVICES_HANDLERS_COMMENT_LISTING_H_
#define ACTIONPLAN_SERVICES_HANDLERS_COMMENT_LISTING_H_

#include "services/handlers/query_binding.h"

namespace actionplan::handlers {

void BindListComments(QueryBinding& queries);

}  // namespace actionplan::handlers

#endif  // ACTIONPLAN_SERVICES_HANDLERS_COMMENT_LISTING_H_
