// The names of the kinds of fact, as filters spell them.
#ifndef ACTIONPLAN_SERVICES_HANDLERS_FACT_KINDS_H_
#define ACTIONPLAN_SERVICES_HANDLERS_FACT_KINDS_H_

#include <string>

#include "services/rpc/field_checks.h"

namespace actionplan::handlers {

// Refuses what is no kind of fact, naming those that were likely meant: a
// misspelt filter would find nothing and look like an answer.
void CheckFactKind(const std::string& field, const std::string& kind,
                   rpc::FieldChecks& check);

}  // namespace actionplan::handlers

#endif  // ACTIONPLAN_SERVICES_HANDLERS_FACT_KINDS_H_
