import type { Inspector } from '@device-flow/inspect'

/**
 * In development, the key I shows the inspector beside the screen. A production build has nothing of it.
 *
 * @throws TypeError when the address in the configuration is not http(s)
 */
export async function developmentInspector({
  inspectorUrl,
}: {
  inspectorUrl?: string
}): Promise<Inspector['inspect'] | undefined> {
  if (import.meta.env.MODE !== 'production' && inspectorUrl) {
    const { createInspectorPanel } = await import('@device-flow/inspect/panel')
    return createInspectorPanel({ url: inspectorUrl }).inspect
  }
  return undefined
}
