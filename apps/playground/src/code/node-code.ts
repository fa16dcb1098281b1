import type { LabServer } from '../servers/lab-server.ts'
import type { Settings } from '../settings/settings.ts'
import { clientCode, importLine } from './client-code.ts'
import { scriptText } from './script-text.ts'

const SECRET_IN_ENVIRONMENT = [
  'const secret = process.env.CLIENT_SECRET',
  "if (!secret) throw new Error('Export CLIENT_SECRET first')",
]

/**
 * Writes the login as a program of Node: login.mjs.
 *
 * @param called the address of the API that it calls once somebody is signed in
 */
export function nodeCode(settings: Settings, server: LabServer, called?: string): string {
  const { imports, options } = clientCode(settings, server, {
    keys: { name: 'storedDpopKeys', from: '@device-flow/session/dpop', call: 'storedDpopKeys(store)' },
    clientSecret: 'secret',
  })
  const origins = called ? [`allowedOrigins: [${scriptText(new URL(called).origin)}]`] : []
  const call = called
    ? [
        `const response = await session.fetch(${scriptText(called)})`,
        'console.log(response.status, await response.text())',
      ]
    : ["console.log(session.claims?.sub ?? 'Signed in')"]
  return `${[
    importLine('signIn, terminalPrompt', '@device-flow/node'),
    importLine('appStore', '@device-flow/node/store'),
    ...imports,
    '',
    ...(settings.clientAuth === 'none' ? [] : SECRET_IN_ENVIRONMENT),
    "const store = appStore('my-cli')",
    'const session = await signIn({',
    ...[...options, ...origins, 'store', '...terminalPrompt()'].map((option) => `  ${option},`),
    '})',
    ...call,
    'await session.close() // it would keep the process alive; what is kept stays',
  ].join('\n')}\n`
}
