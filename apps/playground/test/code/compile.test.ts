// @vitest-environment node
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { nodeCode } from '../../src/code/node-code.ts'
import { reactCode } from '../../src/code/react-code.ts'
import { vueCode } from '../../src/code/vue-code.ts'
import { createLab } from '../../src/lab/lab.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../src/settings/settings.ts'

const workspace = fileURLToPath(new URL('../..', import.meta.url))

/** All that can be set, with texts that would break out of their quotes. */
const EVERYTHING: Settings = {
  ...DEFAULT_SETTINGS,
  server: 'provider',
  provider: 'auth0',
  place: { tenant: 'dev-abc.eu' },
  clientId: "it's </script>",
  audience: 'https://api.example/',
  resource: 'https://one.example https://two.example',
  clientAuth: 'client_secret_basic',
  dpop: true,
  pkce: true,
  parameters: { login_hint: 'a\u2028da', "od'd": '\\' },
}

let folder = ''

beforeEach(async () => {
  // Within the workspace, where code finds the packages as an app's own would.
  folder = await mkdtemp(join(workspace, '.code-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const compilerOptions = { types: ['node'], jsx: 'react-jsx', noUnusedLocals: true }
  const tsconfig = { extends: '../../../tsconfig.base.json', compilerOptions, include: ['*'] }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig))
})

test('the code for React, Vue and Node compiles against the packages, for settings plain and odd', async () => {
  for (const [name, settings] of Object.entries({ plain: DEFAULT_SETTINGS, everything: EVERYTHING })) {
    const { server } = createLab({ ...settings, clientAuth: 'none' }, {})
    await writeFile(join(folder, `${name}-react.tsx`), reactCode(settings, server))
    await writeFile(join(folder, `${name}-node.mts`), nodeCode(settings, server, 'https://api.example/me'))
    const [, script = ''] = /<script setup lang="ts">\n([\s\S]*?)<\/script>/.exec(vueCode(settings, server)) ?? []
    // What the template uses.
    await writeFile(
      join(folder, `${name}-vue.ts`),
      `${script}\nexport { status, restoring, userCode, verificationUri, error, start, cancel, retry, signOut }\n`,
    )
  }
  const compiled = promisify(execFile)('npx', ['tsc', '--project', folder], { cwd: workspace })
  await expect(
    compiled.catch(({ stdout }: { stdout: string }) => Promise.reject(new Error(stdout))),
  ).resolves.toBeTruthy()
}, 120_000)
