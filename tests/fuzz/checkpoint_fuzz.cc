// Any bytes as a signed checkpoint, as the text of one, and as a key. What is
// accepted has one spelling, and nobody signs for the key of this test.
#include <string>

#include "eventstore/merkle/checkpoint.h"
#include "tests/fuzz/fuzz_entry.h"

namespace {

using actionplan::eventstore::CheckpointTrust;
using actionplan::eventstore::NoteSigner;
using actionplan::eventstore::NoteVerifier;

// What the corpus has, signed with this key; there is no other note of it.
constexpr absl::string_view kSignedText = "example.org/log\n3\n";

CheckpointTrust MakeTrust() {
  const auto signer =
      NoteSigner::FromSeed("example.org/log", std::string(32, 'a'));
  return {.origin = signer->verifier().name(), .keys = {signer->verifier()}};
}

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using actionplan::fuzz::Require;
  static const CheckpointTrust trust = MakeTrust();
  const absl::string_view text = actionplan::fuzz::Bytes(data, size);

  const auto opened = OpenCheckpoint(text, trust);
  Require(!opened.ok() || text.substr(0, kSignedText.size()) == kSignedText,
          "only what was signed is opened");
  const auto checkpoint = actionplan::eventstore::ParseCheckpoint(text);
  Require(!checkpoint.ok() || *FormatCheckpoint(*checkpoint) == text,
          "a checkpoint has one spelling");
  const auto key = NoteVerifier::Parse(text);
  Require(!key.ok() || key->ToString() == text, "a key has one spelling");
  return 0;
}
