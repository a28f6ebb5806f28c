// What the disk and RocksDB can do by themselves: the floor under every durable
// append.
//
//   disk_load --folder=FOLDER --kind=KIND --contender=NAME [--seconds=S]
//
// Records are as long as an event of the log. The folder has to be on the disk
// that is measured.
#include <endian.h>
#include <fcntl.h>
#include <rocksdb/db.h>
#include <rocksdb/options.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/time/time.h"
#include "tests/benchmarks/measurement.h"

ABSL_FLAG(std::string, folder, "", "where to write; it exists");
ABSL_FLAG(std::string, contender, "disk", "the name of the result");
ABSL_FLAG(std::string, kind, "fdatasync-extending",
          "fdatasync-extending, fdatasync-overwriting, rocksdb-1-writer, "
          "rocksdb-64-threads or rocksdb-batches-of-64");
ABSL_FLAG(double, seconds, 5, "how long to measure");

namespace actionplan::benchmarks {
namespace {

constexpr size_t kRecordBytes = 330;
constexpr off_t kOverwrittenBytes = 64 << 20;

class File {
 public:
  explicit File(const std::string& path)
      : descriptor_(open(path.c_str(), O_CREAT | O_RDWR, 0600)) {
    Require(descriptor_ >= 0, "open");
  }
  ~File() { close(descriptor_); }

  void WriteAt(off_t offset, const std::string& bytes) {
    Require(pwrite(descriptor_, bytes.data(), bytes.size(), offset) ==
                static_cast<ssize_t>(bytes.size()),
            "write");
  }
  void Sync() { Require(fdatasync(descriptor_) == 0, "fdatasync"); }

 private:
  const int descriptor_;
};

Measurement MeasureExtending(const Recorder::Window& window,
                             const std::string& path) {
  File file(path);
  const std::string record(kRecordBytes, 'x');
  off_t end = 0;
  return MeasureThreads(1, window, [&](size_t) {
    file.WriteAt(end, record);
    end += static_cast<off_t>(record.size());
    file.Sync();
  });
}

Measurement MeasureOverwriting(const Recorder::Window& window,
                               const std::string& path) {
  File file(path);
  file.WriteAt(0, std::string(kOverwrittenBytes, 'x'));
  file.Sync();
  const std::string record(kRecordBytes, 'y');
  off_t next = 0;
  return MeasureThreads(1, window, [&](size_t) {
    file.WriteAt(next, record);
    next += static_cast<off_t>(record.size());
    if (next + static_cast<off_t>(record.size()) > kOverwrittenBytes) next = 0;
    file.Sync();
  });
}

struct Writers {
  size_t threads;
  int records_per_batch;
};

Measurement MeasureRocksdb(const Recorder::Window& window,
                           const std::string& path, Writers writers) {
  rocksdb::Options options;
  options.create_if_missing = true;
  rocksdb::DB* opened = nullptr;
  Require(rocksdb::DB::Open(options, path, &opened).ok(), "open RocksDB");
  const std::unique_ptr<rocksdb::DB> database(opened);
  rocksdb::WriteOptions synced;
  synced.sync = true;
  const std::string record(kRecordBytes, 'x');
  std::atomic<uint64_t> position = 0;
  return MeasureThreads(writers.threads, window, [&](size_t) {
    rocksdb::WriteBatch batch;
    for (int i = 0; i < writers.records_per_batch; ++i) {
      const uint64_t key = htobe64(++position);
      Require(
          batch.Put({reinterpret_cast<const char*>(&key), sizeof(key)}, record)
              .ok(),
          "put");
    }
    Require(database->Write(synced, &batch).ok(), "write");
  });
}

void Run(const std::string& kind) {
  const Recorder::Window window{
      .warm_up = absl::Seconds(absl::GetFlag(FLAGS_seconds) / 5),
      .measured = absl::Seconds(absl::GetFlag(FLAGS_seconds))};
  const std::string contender = absl::GetFlag(FLAGS_contender);
  const std::string path = absl::GetFlag(FLAGS_folder) + "/" + kind;
  constexpr int kBatch = 64;
  if (kind == "fdatasync-extending") {
    Print(contender, MeasureExtending(window, path));
  } else if (kind == "fdatasync-overwriting") {
    Print(contender, MeasureOverwriting(window, path));
  } else if (kind == "rocksdb-1-writer") {
    Print(contender,
          MeasureRocksdb(window, path, {.threads = 1, .records_per_batch = 1}));
  } else if (kind == "rocksdb-64-threads") {
    Print(contender, MeasureRocksdb(window, path,
                                    {.threads = 64, .records_per_batch = 1}));
  } else if (kind == "rocksdb-batches-of-64") {
    Print(contender,
          MeasureRocksdb(window, path,
                         {.threads = 1, .records_per_batch = kBatch}),
          kBatch);
  } else {
    Require(false, "no such kind");
  }
}

}  // namespace
}  // namespace actionplan::benchmarks

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  actionplan::benchmarks::Run(absl::GetFlag(FLAGS_kind));
}
