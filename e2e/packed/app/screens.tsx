// The same screen in React and in Vue, as their servers render it.
import { createOAuthServices } from '@device-flow/oauth'
import { DeviceFlowProvider, useDeviceFlowContext } from '@device-flow/react'
import { useDeviceFlow } from '@device-flow/vue'
import { renderToString as renderReact } from 'react-dom/server'
import { createSSRApp, defineComponent, h } from 'vue'
import { renderToString as renderVue } from 'vue/server-renderer'

const services = createOAuthServices({ issuer: 'https://login.example', clientId: 'tv' })

function ReactScreen() {
  const { status, start } = useDeviceFlowContext()
  return <button onClick={start}>{status}</button>
}

const VueScreen = defineComponent(() => {
  const { status, start } = useDeviceFlow(services)
  return () => h('button', { onClick: () => start() }, status.value)
})

const react = renderReact(
  <DeviceFlowProvider services={services}>
    <ReactScreen />
  </DeviceFlowProvider>,
)
process.stdout.write(JSON.stringify({ react, vue: await renderVue(createSSRApp(VueScreen)) }))
