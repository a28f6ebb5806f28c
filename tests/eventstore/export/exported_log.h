// A log and what an export says of it, part by part, so that a test can change
// any part of it and write the file all the same.
#ifndef ACTIONPLAN_TESTS_EVENTSTORE_EXPORT_EXPORTED_LOG_H_
#define ACTIONPLAN_TESTS_EVENTSTORE_EXPORT_EXPORTED_LOG_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "actionplan/eventstore/v1/envelope.pb.h"
#include "eventstore/merkle/checkpoint.h"
#include "eventstore/merkle/hash.h"
#include "eventstore/merkle/note_key.h"

namespace actionplan::eventstore {

inline constexpr absl::string_view kTestOrigin = "example.org/log";

// The same key for the same letter.
NoteSigner TestSigner(char letter, absl::string_view name = kTestOrigin);

// Of a log with seven streams that take turns; three events share each
// record_time. `telling` tells histories apart.
v1::Envelope EventAt(uint64_t position, absl::string_view telling = "");

struct ExportedPart {
  MerkleHash hash{};
  std::string envelope;
};

ExportedPart PartOf(const std::string& envelope);

struct ExportedLog {
  std::string origin = std::string(kTestOrigin);
  std::vector<ExportedPart> parts;
  uint64_t header_size = 0;
  std::string checkpoint;

  // Makes header and checkpoint those of the parts, signed by the key of this
  // letter.
  void Sign(char letter = 'a');

  // The file.
  std::string Bytes() const;
};

// Of so many events, signed.
ExportedLog LogOf(uint64_t size, absl::string_view telling = "");

// The root of the first `size` kept hashes.
MerkleHash RootOf(const ExportedLog& log, uint64_t size);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_TESTS_EVENTSTORE_EXPORT_EXPORTED_LOG_H_
