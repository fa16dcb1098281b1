import { defineConfig } from 'tsdown'
import type { UserConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'

/**
 * The program. Each file that Node loads costs it time, and a program of CommonJS starts some milliseconds sooner: so this is a few files
 * with the libraries in them, without comments. NOTICE.md names whose they are.
 */
const program: UserConfig = {
  ...base,
  format: 'cjs',
  platform: 'node',
  dts: false,
  clean: false,
  minify: true,
}

/** What the program starts with, and reads its arguments by: --version, --help and completion wait for nothing else. */
const PROGRAM =
  /\/cli\/src\/(?:device-flow|(?:json|process|shell)\/[\w-]+|failure\/fail|client\/provider-names|\w+\/[\w-]+-flags)\.ts$/

/** What a login is made of, up to its code. */
const LIBRARIES = /\/packages\/(?:machine|node|oauth|session)\/dist\/|\/node_modules\/(?:xstate|oauth4webapi)\//

/** Files of those that are loaded once they are needed. */
const LATER =
  /\/(?:after-the-code|authorized-call|device-authorization-refusal|dpop|fetch-once|is-host|judge-sign-in|profiles|proxied-dispatcher|refusal-in-context|requests|signature-problem|unread-secret|unusable-metadata|userinfo|waiting-advice)\.js$/

/** By import(), Node would start its other loader, and parse the package twice: 25 ms for each token whose key is in a keyring. */
const keyringByRequire = {
  name: 'keyring-by-require',
  transform: (code: string) =>
    code.replace('import("@napi-rs/keyring")', 'Promise.resolve(require("@napi-rs/keyring"))'),
}

const mainBesideIt = {
  name: 'main-beside-it',
  transform: (code: string) => code.replace("import('../main.ts')", "Promise.resolve(require('./main.cjs'))"),
}

export default defineConfig([
  { ...base, entry: ['src/index.ts'], platform: 'node' },
  {
    ...program,
    entry: ['src/main.ts'],
    plugins: [keyringByRequire],
    outputOptions: {
      codeSplitting: {
        // Each with what its files import. Only a login that is refused waits for what is known of that.
        groups: [
          { name: 'program', test: PROGRAM, priority: 2 },
          { name: 'libraries', test: (id) => LIBRARIES.test(id) && !LATER.test(id), priority: 1 },
          {
            name: 'commands',
            test: /\/cli\/src\/(?!failure\/provider-settings\.ts)/,
            minShareCount: 2,
          },
        ],
      },
    },
  },
  {
    ...program,
    // By itself in one file: scripts run `device-flow token` at each request.
    entry: ['src/offline/offline.ts'],
    plugins: [keyringByRequire, mainBesideIt],
    // What stores in memory need of the session is nothing that was kept.
    deps: { neverBundle: ['./main.cjs', '@device-flow/session'] },
  },
])
