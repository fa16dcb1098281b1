import type { LabServer } from '../servers/lab-server.ts'
import type { Settings } from '../settings/settings.ts'
import { pageClient } from './page-client.ts'

/** Writes the login as a component of Vue: App.vue. */
export function vueCode(settings: Settings, server: LabServer): string {
  const { imports, services } = pageClient(settings, server)
  return `<script setup lang="ts">
${[...imports, "import { useDeviceFlow } from '@device-flow/vue'"].join('\n')}

${services.join('\n')}
const flow = useDeviceFlow(services)
const { status, restoring, userCode, verificationUri, error } = flow
const { start, cancel, retry, signOut } = flow
</script>

<template>
  <p v-if="restoring || status === 'requesting'">One moment…</p>
  <button v-else-if="status === 'idle'" @click="start">Sign in</button>
  <template v-else-if="status === 'awaitingUser'">
    <p>
      Open <b>{{ verificationUri }}</b> on your phone, and enter <strong>{{ userCode }}</strong>
    </p>
    <button @click="cancel">Cancel</button>
  </template>
  <button v-else-if="status === 'authorized'" @click="signOut">Sign out</button>
  <p v-else>
    {{ error?.message }} <button @click="retry">Try again</button>
  </p>
</template>
`
}
