// The program: a command line in, an answer out.
#ifndef ACTIONPLAN_SERVICES_VERIFY_PROGRAM_H_
#define ACTIONPLAN_SERVICES_VERIFY_PROGRAM_H_

#include "services/verify/answer.h"
#include "services/verify/options.h"

namespace actionplan::verify {

// Does what the options say; the witness file is written when, and only when,
// what it stands for is proven. The verdict is that of the answer.
Answer Verify(const Options& options);

}  // namespace actionplan::verify

#endif  // ACTIONPLAN_SERVICES_VERIFY_PROGRAM_H_
