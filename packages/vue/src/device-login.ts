import { toAttributes } from '@device-flow/element'
import type {
  DeviceLoginAttributes,
  DeviceLoginElement,
  DeviceLoginEventMap,
  DeviceLoginProperties,
} from '@device-flow/element'
import { defineComponent, h, shallowRef, toRaw } from 'vue'
import type { DefineSetupFnComponent, ShallowRef, SlotsType } from 'vue'

export type { DeviceLoginElement }

type Detail<Name extends keyof DeviceLoginEventMap> = DeviceLoginEventMap[Name]['detail']

/** The props of {@link DeviceLogin}. */
export interface DeviceLoginProps extends DeviceLoginAttributes, DeviceLoginProperties {}

/** The events of {@link DeviceLogin}. */
export type DeviceLoginEmits = {
  /** Somebody is signed in, by a session that was kept, too. */
  'signed-in': [view: Detail<'signed-in'>]
  /** Nobody is signed in any more, whoever ended it. */
  'signed-out': []
  /** A login or a session has come to its end, or is out of reach. */
  'login-error': [error: Detail<'login-error'>]
  /** Anything looks different. */
  'view-change': [view: Detail<'view-change'>]
}

/** What a template ref of {@link DeviceLogin} has. */
export interface DeviceLoginExposed {
  /** The element, with `start`, `fetch`, `signOut` and the other commands; undefined until it is mounted. */
  element: Readonly<ShallowRef<DeviceLoginElement | undefined>>
}

/**
 * A ready screen for device login: `<device-login>` of `@device-flow/element`. The default slot is for people who are signed in, the slot
 * `signed-out` stands above the "Sign in" button. `services`, `store` and `options` are read once, everything else may change.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { DeviceLogin } from '@device-flow/vue/device-login'
 * </script>
 *
 * <template>
 *   <DeviceLogin issuer="https://login.example.com" client-id="living-room-tv" scope="openid profile">
 *     <p>You are signed in.</p>
 *   </DeviceLogin>
 * </template>
 * ```
 */
export const DeviceLogin: DefineSetupFnComponent<
  DeviceLoginProps,
  DeviceLoginEmits,
  SlotsType<{ default: unknown; 'signed-out': unknown }>
> = defineComponent<DeviceLoginProps, DeviceLoginEmits, string, SlotsType<{ default: unknown; 'signed-out': unknown }>>(
  (props, { emit, expose, slots }) => {
    const element = shallowRef<DeviceLoginElement>()
    expose({ element } satisfies DeviceLoginExposed)
    // A proxy of reactive() cannot reach the private members of services and stores.
    const [services, store, options] = [toRaw(props.services), toRaw(props.store), toRaw(props.options)]
    return () =>
      h(
        'device-login',
        {
          ref: element,
          ...asAttributes(props),
          ...(options && { '.options': options }),
          ...(store && { '.store': store }),
          ...(services && { '.services': services }),
          '.words': toRaw(props.words),
          'onSigned-in': ({ detail }: DeviceLoginEventMap['signed-in']) => emit('signed-in', detail),
          'onSigned-out': () => emit('signed-out'),
          'onLogin-error': ({ detail }: DeviceLoginEventMap['login-error']) => emit('login-error', detail),
          'onView-change': ({ detail }: DeviceLoginEventMap['view-change']) => emit('view-change', detail),
        },
        [slots['signed-out'] && h('div', { slot: 'signed-out' }, slots['signed-out']({})), slots.default?.({})],
      )
  },
  {
    name: 'DeviceLogin',
    props: {
      issuer: String,
      clientId: String,
      scope: String,
      audience: String,
      resource: [String, Array],
      allowedOrigins: [String, Array],
      remember: Boolean,
      theme: String,
      autofocus: Boolean,
      services: Object,
      store: Object,
      options: Object,
      words: Object,
    } as never,
    emits: ['signed-in', 'signed-out', 'login-error', 'view-change'],
  },
) as never

/** Where an attribute and a property have the same name, Vue would set the property. */
function asAttributes(props: DeviceLoginAttributes): Record<string, string | boolean> {
  return Object.assign({}, ...Object.entries(toAttributes(props)).map(([name, value]) => ({ [`^${name}`]: value })))
}
