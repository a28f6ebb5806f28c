#include "eventstore/merkle/cryptography.h"

#include <cstdio>
#include <cstdlib>

namespace actionplan::eventstore {

void RequireCryptography(int answer, absl::string_view step) {
  if (answer == 1) return;
  std::fprintf(stderr, "cryptography failed step=%.*s\n",
               static_cast<int>(step.size()), step.data());
  std::abort();
}

}  // namespace actionplan::eventstore
