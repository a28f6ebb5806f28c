// Owners are roles; a person's name has no field anywhere.
#ifndef ACTIONPLAN_SERVICES_CLI_SHEET_OWNER_ROLE_H_
#define ACTIONPLAN_SERVICES_CLI_SHEET_OWNER_ROLE_H_

#include "absl/strings/string_view.h"

namespace actionplan::sheet {

// Whether a text, or a part of it such as "Jane Smith" in "Jane Smith (Head of
// Service)", looks like a person's name or address: a title such as "Dr", an
// initial, two or three capitalised words of which none is a word of roles. It
// errs on the side of names: the user says that it is a role. A pure function.
bool LooksLikePerson(absl::string_view text);

}  // namespace actionplan::sheet

#endif  // ACTIONPLAN_SERVICES_CLI_SHEET_OWNER_ROLE_H_
