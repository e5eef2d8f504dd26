/// Why a command could not run: wrong usage, or a file that can't be read or written (exit 2).
struct CommandFailure: Error {
  let message: String
}
