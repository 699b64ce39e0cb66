/** A situation the person at the keyboard can mend: its message is shown as it is, without a stack. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/** Explains a failed write to a folder, when that is what the error is. */
export function explainWrite(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'EACCES' && code !== 'EROFS' && code !== 'EPERM') return error;
  return new SetupError(
    `${folder} cannot be written to. Copy the project into a folder that belongs to you, or give yourself write permission there.`,
  );
}

/** Runs a program's main function; a SetupError ends it with its sentence and exit code 1. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof SetupError ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
