# Writes a C++ source with the bytes of a file:
#   cmake -DINPUT=file -DOUTPUT=file.cc -DNAME=kFileBytes -P embed_file.cmake
file(READ ${INPUT} bytes HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
string(REGEX REPLACE "(................................................................................)"
       "\\1\n" bytes "${bytes}")
file(WRITE ${OUTPUT} "#include <cstddef>
namespace actionplan::cli {
extern const unsigned char ${NAME}[];
extern const std::size_t ${NAME}Size;
const unsigned char ${NAME}[] = {
${bytes}};
const std::size_t ${NAME}Size = sizeof(${NAME});
}  // namespace actionplan::cli
")
