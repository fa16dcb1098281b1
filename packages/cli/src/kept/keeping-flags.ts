/** A flag that several commands have, with what it says in the help of one. */
type FlagOf<Name extends string, Type extends string, Group extends string> = {
  readonly [name in Name]: {
    readonly type: Type
    readonly value: string
    readonly group: Group
    readonly description: string
  }
}

/** `--profile`. */
export function profileFlag<Group extends string>(group: Group, description: string): FlagOf<'profile', 'text', Group> {
  return { profile: { type: 'text', value: 'NAME', group, description } }
}

/** `--allow-origin`. */
export function allowOriginFlag<Group extends string>(
  group: Group,
  description: string,
): FlagOf<'allow-origin', 'texts', Group> {
  return { 'allow-origin': { type: 'texts', value: 'ORIGIN', group, description } }
}
