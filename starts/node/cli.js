#!/usr/bin/env node
import { signIn, terminalPrompt } from '@device-flow/node'
import { appStore } from '@device-flow/node/store'
import { createOAuthServices } from '@device-flow/oauth'
import { openSession, signOut, withSession } from '@device-flow/session'

const client = { issuer: 'http://127.0.0.1:8629', clientId: 'device-flow-demo', scope: 'openid profile offline_access' }
const store = appStore('my-cli')
const services = withSession(createOAuthServices(client), { store })

const commands = {
  async login() {
    await signIn({ ...client, store, ...terminalPrompt() }) // the prompt says how it went
  },
  async whoami() {
    const session = await openSession(services)
    try {
      console.log(session?.claims?.name ?? 'Nobody is signed in. Run: node cli.js login')
    } finally {
      await session?.close() // it would keep the process alive
    }
  },
  async logout() {
    const { revoked } = await signOut(services)
    console.log(revoked ? 'Signed out.' : 'Signed out here. The server did not confirm it.')
  },
}
await (commands[process.argv[2]] ?? (() => console.log('Usage: node cli.js login | whoami | logout')))()
