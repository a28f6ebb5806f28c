#include "services/cli/share_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace actionplan::cli {

std::string ShareText(const Share& share) {
  return absl::StrCat(share.part, " of ", share.base);
}

std::string PercentText(const Share& share) {
  if (share.base == 0) return "";
  return absl::StrFormat("%.1f %%", 100.0 * share.part / share.base);
}

std::string ShareAndPercentText(const Share& share) {
  const std::string percent = PercentText(share);
  return percent.empty() ? ShareText(share)
                         : absl::StrCat(ShareText(share), ", ", percent);
}

}  // namespace actionplan::cli
