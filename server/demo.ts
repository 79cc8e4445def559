export async function runDemo(_a: readonly string[]): Promise<number> {
  return 0;
}
