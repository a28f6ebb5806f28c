#include "eventstore/export/export_reader.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "eventstore/event_store.h"
#include "eventstore/export/export_format.h"
#include "eventstore/export/export_writer.h"
#include "gmock/gmock.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "gtest/gtest.h"
#include "tests/eventstore/export/exported_log.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
namespace {

using support::StatusIs;
using testing::HasSubstr;

// What a reader finds in a file, whole.
struct Content {
  v1::ExportHeader header;
  std::vector<ExportedPart> parts;
  std::string checkpoint;
};

absl::StatusOr<Content> Read(absl::string_view file, int block_bytes = -1) {
  google::protobuf::io::ArrayInputStream input(
      file.data(), static_cast<int>(file.size()), block_bytes);
  ExportReader reader(input);
  Content content;
  ASSIGN_OR_RETURN(content.header, reader.ReadHeader());
  ExportedLeaf leaf;
  for (uint64_t at = 0; at < content.header.size(); ++at) {
    RETURN_IF_ERROR(reader.ReadLeaf(leaf));
    content.parts.push_back(
        {.hash = leaf.hash, .envelope = std::string(leaf.envelope)});
  }
  ASSIGN_OR_RETURN(content.checkpoint, reader.ReadTrailer());
  return content;
}

// The record as it stands in a file.
std::string Delimited(absl::string_view record) {
  return absl::StrCat(std::string(1, static_cast<char>(record.size())), record);
}

std::string HeaderOf(uint64_t size) {
  std::string bytes;
  ExportWriter(&bytes).Header(kTestOrigin, size);
  return bytes;
}

void ExpectRefused(const absl::StatusOr<Content>& content,
                   absl::StatusCode code, const std::string& message) {
  EXPECT_THAT(content, StatusIs(code));
  EXPECT_THAT(std::string(content.status().message()), HasSubstr(message));
}

constexpr auto kMalformed = absl::StatusCode::kInvalidArgument;

TEST(ExportReaderTest, ReadsWhatWasWritten) {
  ExportedLog log = LogOf(20);
  log.parts[4].envelope.clear();
  ASSERT_OK_AND_ASSIGN(const Content content, Read(log.Bytes()));
  EXPECT_EQ(content.header.origin(), kTestOrigin);
  EXPECT_EQ(content.header.size(), 20u);
  EXPECT_EQ(content.checkpoint, log.checkpoint);
  ASSERT_EQ(content.parts.size(), 20u);
  for (size_t at = 0; at < 20; ++at) {
    EXPECT_EQ(content.parts[at].hash, log.parts[at].hash);
    EXPECT_EQ(content.parts[at].envelope, log.parts[at].envelope);
  }
}

TEST(ExportReaderTest, ReadsALogWithoutEvents) {
  ASSERT_OK_AND_ASSIGN(const Content content, Read(LogOf(0).Bytes()));
  EXPECT_EQ(content.header.size(), 0u);
}

TEST(ExportReaderTest, ReadsFromBlocksOfAnySize) {
  const std::string file = LogOf(3).Bytes();
  for (int block_bytes = 1; block_bytes < 200; ++block_bytes) {
    EXPECT_OK(Read(file, block_bytes)) << block_bytes;
  }
}

TEST(ExportReaderTest, HasRoomForTheLargestEventThatALogAccepts) {
  ExportedLog log = LogOf(1);
  v1::Envelope event = EventAt(1);
  event.set_payload(std::string(kMaxEventBytes, 'p'));
  event.set_stream(std::string(kMaxStreamNameBytes, 's'));
  for (auto* const name :
       {event.mutable_type(), event.mutable_actor(),
        event.mutable_affiliation(), event.mutable_on_behalf_of(),
        event.mutable_request_id()}) {
    name->assign(kMaxNameBytes, 'n');
  }
  log.parts = {PartOf(event.SerializeAsString())};
  log.Sign();
  EXPECT_OK(Read(log.Bytes()));
}

TEST(ExportReaderTest, RefusesAFileThatIsCutShortAnywhere) {
  const std::string file = LogOf(3).Bytes();
  for (size_t size = 0; size < file.size(); ++size) {
    EXPECT_THAT(Read(absl::string_view(file).substr(0, size)),
                StatusIs(kMalformed))
        << size;
  }
  ExpectRefused(Read(""), kMalformed, "record 1: the file ends here");
  ExpectRefused(Read(absl::string_view(file).substr(0, file.size() - 1)),
                kMalformed,
                "record 5, after 3 leaves: the file is cut short inside it");
}

TEST(ExportReaderTest, RefusesBytesAfterTheTrailer) {
  ExpectRefused(Read(LogOf(2).Bytes() + '\0'), kMalformed,
                "record 4, after 2 leaves: there are bytes after the trailer");
}

TEST(ExportReaderTest, TellsThatThereAreFewerLeavesThanTheHeaderNames) {
  ExportedLog log = LogOf(5);
  log.parts.pop_back();
  ExpectRefused(Read(log.Bytes()), absl::StatusCode::kDataLoss,
                "position 5 is missing");
}

TEST(ExportReaderTest, TellsThatThereAreMoreLeavesThanTheHeaderNames) {
  ExportedLog log = LogOf(5);
  log.parts.push_back(log.parts.back());
  ExpectRefused(Read(log.Bytes()), absl::StatusCode::kDataLoss,
                "position 6 should not be here");
}

TEST(ExportReaderTest, RefusesRecordsOutOfTheirOrder) {
  std::string leaf;
  ExportWriter(&leaf).Leaf({}, "event");
  std::string trailer;
  ExportWriter(&trailer).Trailer("note");
  const std::string header = HeaderOf(1);
  ExpectRefused(Read(leaf), kMalformed,
                "a header should be here, it is a leaf");
  ExpectRefused(Read(header + header), kMalformed,
                "a leaf should be here, it is a header");
  ExpectRefused(Read(header + leaf + header), kMalformed,
                "a trailer should be here, it is a header");
  EXPECT_OK(Read(header + leaf + trailer));
}

TEST(ExportReaderTest, RefusesARecordAboveTheLimitBeforeItIsThere) {
  // A length of 2^40 with nothing behind it.
  const std::string length("\x80\x80\x80\x80\x80\x20", 6);
  ExpectRefused(Read(HeaderOf(1) + length), kMalformed,
                "it claims 1099511627776 bytes, 131072 is the limit");
}

TEST(ExportReaderTest, RefusesALengthThatIsNotInItsShortestForm) {
  std::string file = HeaderOf(0);
  file = absl::StrCat(std::string(1, static_cast<char>(file[0] | 0x80)),
                      absl::string_view("\0", 1), file.substr(1));
  ExpectRefused(Read(file), kMalformed,
                "its length is not in its one spelling");
}

TEST(ExportReaderTest, RefusesALengthThatNeverEnds) {
  ExpectRefused(Read(std::string(20, '\xff')), kMalformed, "this is no length");
}

TEST(ExportReaderTest, RefusesAnEventUnderAFieldThatNobodyKnows) {
  v1::ExportRecord record;
  record.mutable_leaf()->set_hash(std::string(kMerkleHashBytes, 'h'));
  std::string unknown = record.leaf().SerializeAsString() +
                        "\x1a\x05"
                        "event";
  const std::string bytes = absl::StrCat(
      "\x12", std::string(1, static_cast<char>(unknown.size())), unknown);
  ExpectRefused(Read(HeaderOf(1) + Delimited(bytes)), kMalformed,
                "a field that this format does not have");
}

TEST(ExportReaderTest, RefusesFieldsInAnotherOrder) {
  const std::string hash = "\x0a\x20" + std::string(kMerkleHashBytes, 'h');
  const std::string leaf =
      "\x12\x05"
      "event" +
      hash;
  const std::string bytes = absl::StrCat(
      "\x12", std::string(1, static_cast<char>(leaf.size())), leaf);
  ExpectRefused(Read(HeaderOf(1) + Delimited(bytes)), kMalformed,
                "not in its one spelling");
}

TEST(ExportReaderTest, RefusesARecordThatIsNoneOfTheThree) {
  ExpectRefused(Read(Delimited("")), kMalformed,
                "it is neither header, leaf nor trailer");
  ExpectRefused(Read(Delimited("not a record")), kMalformed,
                "the bytes are no record of an export");
}

TEST(ExportReaderTest, RefusesAHashOfAnotherLength) {
  for (const size_t size :
       {size_t{0}, kMerkleHashBytes - 1, kMerkleHashBytes + 1}) {
    v1::ExportRecord record;
    record.mutable_leaf()->set_hash(std::string(size, 'h'));
    ExpectRefused(Read(HeaderOf(1) + Delimited(record.SerializeAsString())),
                  kMalformed,
                  absl::StrCat("the hash of the leaf has ", size, " bytes"));
  }
}

TEST(ExportReaderTest, RefusesAFormatItDoesNotKnow) {
  v1::ExportRecord record;
  record.mutable_header()->set_format_version(kExportFormatVersion + 1);
  ExpectRefused(Read(Delimited(record.SerializeAsString())), kMalformed,
                "the export has format 2, this program reads format 1");
}

TEST(ExportReaderTest, RefusesMoreLeavesThanATreeCanHave) {
  ExpectRefused(Read(HeaderOf(uint64_t{1} << 63)), kMalformed,
                "it names 9223372036854775808 leaves");
}

}  // namespace
}  // namespace actionplan::eventstore
