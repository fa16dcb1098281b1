import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Words of the inspector that no minifier changes, and that occur nowhere else. */
export const INSPECTOR_MARKS: readonly string[] = ['device-flow-inspector', 'Own window']

/** Which of {@link INSPECTOR_MARKS} the scripts of a built app contain. */
export async function inspectorMarksIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.js'))
  const scripts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  return INSPECTOR_MARKS.filter((mark) => scripts.some((script) => script.includes(mark)))
}
