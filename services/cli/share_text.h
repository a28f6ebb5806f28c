// Shares as boards read them: never a percentage without its base.
#ifndef ACTIONPLAN_SERVICES_CLI_SHARE_TEXT_H_
#define ACTIONPLAN_SERVICES_CLI_SHARE_TEXT_H_

#include <string>

namespace actionplan::cli {

struct Share {
  int part = 0;
  int base = 0;
};

// "7 of 24".
std::string ShareText(const Share& share);

// "29.2 %"; "" of nothing.
std::string PercentText(const Share& share);

// "7 of 24, 29.2 %"; "0 of 0" of nothing.
std::string ShareAndPercentText(const Share& share);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_SHARE_TEXT_H_
