// Tells text from other bytes; the packaged Abseil cannot.
#ifndef ACTIONPLAN_EVENTSTORE_UTF8_H_
#define ACTIONPLAN_EVENTSTORE_UTF8_H_

#include "absl/strings/string_view.h"

namespace actionplan::eventstore {

// Whether the bytes are UTF-8 as RFC 3629 defines it: shortest forms only, no
// surrogates, nothing past U+10FFFF.
bool IsUtf8(absl::string_view bytes);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_UTF8_H_
