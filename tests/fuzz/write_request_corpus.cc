// Writes the corpus of the request target, again when a request changes:
//
//   write_request_corpus tests/fuzz/corpus/request
//
// It is made of the good examples of the tests of the handlers: this is their
// program, but that it writes the examples down. A method that answers with a
// stream has none, and gets an empty request.
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "services/client/method.h"
#include "tests/fuzz/request_input.h"
#include "tests/services/handlers/request_shape.h"

namespace actionplan {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

// Into the working folder.
void Write(const MethodDescriptor& method, const std::string& kind,
           const std::string& bytes) {
  const std::string name = client::MethodName(method) + kind;
  for (int number = 1;; ++number) {
    const std::string file = number == 1
                                 ? absl::StrCat(name, ".case")
                                 : absl::StrCat(name, "_", number, ".case");
    if (std::filesystem::exists(file)) continue;
    std::ofstream(file, std::ios::binary) << fuzz::InputOf(method, bytes);
    return;
  }
}

// A request is decided only when it knows the resource's present revision or
// does not say which it knows.
void RemoveEtags(Message& message) {
  const auto& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> said;
  reflection.ListFields(message, &said);
  for (const FieldDescriptor* field : said) {
    if (field->name() == "etag") reflection.ClearField(&message, field);
    if (field->is_repeated() ||
        field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
      continue;
    }
    RemoveEtags(*reflection.MutableMessage(&message, field));
  }
}

void PutText(Message& message, const char* name, const std::string& text) {
  const auto* field = message.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr) return;
  message.GetReflection()->SetString(&message, field, text);
}

void WriteExample(const std::string& name, const std::string& text) {
  const std::unique_ptr<Message> request = support::RequestFor(name, text);
  PutText(*request, "request_id", "3285f783-aafa-5e30-9654-697e26c7e865");
  RemoveEtags(*request);
  const MethodDescriptor& method = *client::FindMethod(name);
  Write(method, "", request->SerializeAsString());
  if (method.input_type()->FindFieldByName("page_token") == nullptr) return;
  // Keys and positions of rows, with numbers of request_fuzz.cc.
  for (const char* token : {"boards/ncc/actions/a1", "boards/ncc/actions/c",
                            "18446744073709551615"}) {
    PutText(*request, "page_token", token);
    Write(method, ".page", request->SerializeAsString());
  }
}

void WriteEmptyRequests() {
  for (const MethodDescriptor* method : fuzz::AllMethods()) {
    if (method->server_streaming()) Write(*method, "", "");
  }
}

}  // namespace

namespace handlers {

std::unique_ptr<RequestShapeTest::World> RequestShapeTest::world_;
void RequestShapeTest::SetUpTestSuite() {}
void RequestShapeTest::TearDownTestSuite() {}

void RequestShapeTest::ExpectShapes(const std::string& service,
                                    const std::vector<Shape>& shapes) {
  for (const Shape& shape : shapes) {
    WriteExample(absl::StrCat(service, ".", shape.method), shape.good);
  }
}

}  // namespace handlers
}  // namespace actionplan

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  if (argc != 2) return 2;
  std::filesystem::remove_all(argv[1]);
  std::filesystem::create_directories(argv[1]);
  std::filesystem::current_path(argv[1]);
  actionplan::WriteEmptyRequests();
  return RUN_ALL_TESTS();
}
