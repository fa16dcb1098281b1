// An app that copies or merges claims with these names would change the prototype of its own objects.
const PROTOTYPE_MEMBER = /^(?:__proto__|constructor|prototype)$/

/** A copy of claims without members, at any depth, whose names lead to a prototype. */
export function plainClaims<Claims>(claims: Claims): Claims {
  return JSON.parse(JSON.stringify(claims), (name, value: unknown) => (PROTOTYPE_MEMBER.test(name) ? undefined : value))
}
