import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { bashCompletion } from '../src/completion/bash.ts'
import { commandTables } from '../src/completion/command-tables.ts'
import { fishCompletion } from '../src/completion/fish.ts'
import { zshCompletion } from '../src/completion/zsh.ts'
import { run } from './running-command.ts'

/** What bash offers after these words. */
function offered(...words: string[]): string[] {
  const script = `${bashCompletion(commandTables)}
    COMP_WORDS=(device-flow "$@"); COMP_CWORD=$#; _device_flow; printf '%s\\n' "\${COMPREPLY[@]}"`
  return execFileSync('bash', ['-c', script, 'bash', ...words], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
}

describe('the completion for bash', () => {
  test('offers the commands', () => {
    expect(offered('')).toEqual([...commandTables.map(({ name }) => name), '--help', '--version'])
    expect(offered('log')).toEqual(['login', 'logout'])
  })

  test('offers the flags of each command', () => {
    for (const { name, flags } of commandTables) {
      expect(offered(name, '--')).toEqual([...Object.keys(flags).map((flag) => `--${flag}`), '--help'])
    }
  })

  test('offers what a flag may be, and where that may be anything, nothing of ours', () => {
    expect(offered('token', '--format', '')).toEqual(['header', 'env', 'kubectl', 'git'])
    expect(offered('login', '--store', 'k')).toEqual(['keyring'])
    expect(offered('login', '--issuer', '')).toEqual([])
    expect(offered('completion', '')).toEqual(['bash', 'zsh', 'fish', '--help'])
  })
})

describe.each([
  ['zsh', zshCompletion],
  ['fish', fishCompletion],
])('the completion for %s', (_, completion) => {
  const text = completion(commandTables)

  test('has each command and each of its flags, with what it does', () => {
    // As the shell reads it: without its quotes and backslashes.
    const plain = text.replaceAll("'\\''", "'").replaceAll(/\\(.)/g, '$1')
    for (const { name, summary, flags } of commandTables) {
      expect(plain).toContain(summary)
      expect(plain).toContain(name)
      for (const { description } of Object.values(flags)) expect(plain).toContain(description)
    }
  })

  test('has what a flag may be', () => {
    expect(text).toContain('header env kubectl git')
  })
})

describe.concurrent('device-flow completion', () => {
  test.each(['bash', 'zsh', 'fish'])('prints that for %s', async (shell) => {
    const { exitCode, stdout } = await run(['completion', shell])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('device-flow')
  })

  test.each([
    [['completion'], 'Say for which shell: bash, zsh, fish.'],
    [['completion', 'tcsh'], 'There is none for tcsh: bash, zsh, fish.'],
  ])('%j ends with 2', async (argv, problem) => {
    expect(await run(argv)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(problem) })
  })
})
