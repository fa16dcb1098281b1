import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { granted } from '@device-flow/testing'
import { describe, expect, test, vi } from 'vitest'
import { loginAt, run, RunningCommand } from './running-command.ts'
import { Viewer } from './viewer.ts'
import { withDesktop } from './with-desktop.ts'
import { withServer } from './with-server.ts'

/** Runs a test with the command at a free port; ends it by Ctrl-C if the test has not. */
async function withInspect(
  body: (command: RunningCommand, url: string) => Promise<void>,
  { flags = [], env = {} }: { flags?: string[]; env?: Record<string, string> } = {},
): Promise<void> {
  const command = new RunningCommand(['inspect', '--port', '0', ...flags], env)
  try {
    await command.says('start it with')
    await body(command, command.stdout.trim())
  } finally {
    command.child.kill('SIGINT')
    await command.ended()
  }
}

/** A port of 127.0.0.1 that someone else has. */
async function withPortInUse(body: (port: number) => Promise<void>): Promise<void> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    await body((server.address() as AddressInfo).port)
  } finally {
    server.close()
  }
}

describe.concurrent('device-flow inspect', () => {
  test('serves the viewer, prints its address on stdout, and says on stderr how to go on', async () => {
    await withInspect(async (command, url) => {
      expect(command.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\n$/)
      expect(command.stderr).toBe(
        `Open this page in a browser on this computer. It is served until Ctrl-C.
To watch a login there, start it with: device-flow login ... --inspect-url ws://${new URL(url).host}/login
`,
      )
      const page = await fetch(url)
      expect(page.status).toBe(200)
      expect(await page.text()).toContain('<script type="module"')
    })
  })

  test('shows a login that is told its address', async () => {
    await withInspect(async ({ stderr }, url) => {
      const [, inspectUrl = ''] = /--inspect-url (\S+)/.exec(stderr) ?? []
      const viewer = await new Viewer(url).connected()
      await withServer({ script: { token: [granted()] } }, async (server) => {
        expect(await run(loginAt(server, '--inspect-url', inspectUrl))).toMatchObject({ exitCode: 0 })
        await viewer.gone()
        expect(viewer.states).toContain('authorized')
      })
    })
  })

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends by %s with %i, also with a viewer open, and serves no more', async (signal, exitCode) => {
    await withInspect(async (command, url) => {
      await new Viewer(url).connected()
      command.child.kill(signal)
      expect(await command.ended()).toMatchObject({ exitCode, stdout: `${url}\n` })
      await expect(fetch(url)).rejects.toThrow('fetch failed')
    })
  })

  test('ends with 2 when the port is in use, and says what to do', async () => {
    await withPortInUse(async (port) => {
      const { exitCode, stdout, stderr } = await run(['inspect', '--port', String(port)])
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
      expect(stderr).toBe(
        `device-flow inspect: Port ${port} is in use, perhaps by another device-flow inspect: see http://127.0.0.1:${port}/. ` +
          'Choose another by --port; 0 takes a free one. See device-flow inspect --help.\n',
      )
    })
  })

  test.each([
    ['a port in words', ['--port', 'eight'], '--port is a number from 0 to 65535.'],
    ['a port beyond the last', ['--port', '65536'], '--port is a number from 0 to 65535.'],
    ['a port without a number', ['--port='], '--port is a number from 0 to 65535.'],
    ['a misspelt flag', ['--prt', '0'], "'--prt'. Did you mean --port?"],
    ['a file', ['login.jsonl'], "'login.jsonl'"],
  ])('ends with 2 for %s, and says in one line on stderr what to do', async (_, argv, message) => {
    const { exitCode, stdout, stderr } = await run(['inspect', ...argv])
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr).toMatch(/^device-flow inspect: .* See device-flow inspect --help\.\n$/)
  })

  test('helps, on stdout', async () => {
    const { exitCode, stdout, stderr } = await run(['inspect', '--help'])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toContain('Usage: device-flow inspect [options]')
    expect((await run(['--help'])).stdout).toContain('\n  inspect ')
  })
})

describe.concurrent('device-flow inspect --open', { skip: process.platform !== 'linux' }, () => {
  test('opens the viewer', async () => {
    await withDesktop('', async ({ env, calls }) => {
      const opened = async (_: unknown, url: string): Promise<void> => {
        await vi.waitFor(async () => expect(await calls()).toBe(`${url} secret=\n`), 10_000)
      }
      await withInspect(opened, { flags: ['--open'], env })
    })
  })

  test('and without it, no browser', async () => {
    await withDesktop('', async ({ env, calls }) => {
      await withInspect(async () => {}, { env })
      expect(await calls()).toBe('')
    })
  })
})
