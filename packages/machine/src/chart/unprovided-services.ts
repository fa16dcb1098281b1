import type { DeviceFlowServices } from '../services.ts'

/** The names of the functions that services must have. */
export const serviceNames = [
  'requestDeviceAuthorization',
  'pollToken',
  'refreshTokens',
  'revokeTokens',
  'sleep',
] as const satisfies (keyof DeviceFlowServices)[]

/** Those of the bare chart: it draws, and fails loudly and by name when it is run. */
export const unprovidedServices = /* @__PURE__ */ Object.fromEntries(
  /* @__PURE__ */ serviceNames.map((name) => [
    name,
    () =>
      Promise.reject(
        new TypeError(`No service "${name}": use createDeviceFlowMachine(services) instead of deviceFlowMachine`),
      ),
  ]),
) as unknown as DeviceFlowServices
