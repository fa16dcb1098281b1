import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { root } from '../snippets.ts'
import { ownEnvironment } from './installed-app.ts'

const run = promisify(execFile)

test('npm run new writes an app that installs, compiles and builds, and leaves one that is there alone', async () => {
  const home = await mkdtemp(join(tmpdir(), 'new-'))
  const app = join(home, 'my-app')
  const inApp = (...args: string[]) => run('npm', args, { cwd: app, env: ownEnvironment() })
  const write = () =>
    run('npm', ['run', 'new', '--prefix', root, '--', 'react', 'my-app'], { cwd: home, env: ownEnvironment() })
  expect((await write()).stdout).toContain(`Written: ${app}`)
  expect(JSON.parse(await readFile(join(app, 'package.json'), 'utf8'))).toMatchObject({ name: 'my-app' })

  await inApp('install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts')
  await inApp('run', 'check')
  expect((await inApp('run', 'build')).stdout).toContain('dist/index.html')

  await expect(write()).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('is there already') })
  await rm(home, { recursive: true })
}, 180_000)
