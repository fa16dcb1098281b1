// Plain JavaScript, like all that it imports: new.mjs reads its arguments by it before anything is installed or built.
import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { nearestOf } from './nearest-option.mjs'

/**
 * Reads the arguments of `npm run new`.
 *
 * @param {readonly string[]} argv
 * @param {{ starts: readonly string[], from: string }} options the starts that there are, and the folder that the person is in
 * @returns {{ start: string, folder: string, name: string } | { help: string } | { problem: string }} a problem is one line
 */
export function readNewArguments(argv, { starts, from }) {
  const [start, path, ...more] = argv
  const usage = `npm run new -- START FOLDER, where START is one of ${starts.join(', ')}.`
  if (argv.includes('--help') || argv.includes('-h')) {
    return { help: `${usage}\nWrites that start into the new folder, with the packages that it needs, packed.\n` }
  }
  if (start === undefined || path === undefined || more.length > 0) return { problem: `${usage}\n` }
  if (!starts.includes(start)) {
    const meant = nearestOf(start, starts)
    return {
      problem: `There is no start ${JSON.stringify(start)}${meant ? `; did you mean ${meant}?` : `: ${usage}`}\n`,
    }
  }
  const folder = resolve(from, path)
  const name = basename(folder)
  // As npm has it: https://docs.npmjs.com/cli/configuring-npm/package-json#name
  if (!/^[a-z0-9][a-z0-9._-]{0,213}$/.test(name)) {
    return {
      problem: `The folder's name is the app's: small letters, digits, "-", "_" and "." only, and not ${JSON.stringify(name)}.\n`,
    }
  }
  if (existsSync(folder))
    return { problem: `${folder} is there already, and nothing in it is touched. Name a new one.\n` }
  return { start, folder, name }
}
