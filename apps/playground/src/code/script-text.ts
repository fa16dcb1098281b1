/** Writes a text as a string of JavaScript in single quotes, which also the script of a page or of a Vue file may hold. */
export function scriptText(text: string): string {
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)
  return `'${escaped.replaceAll('</', String.raw`<\/`)}'`
}

/** Writes the name of a member, in quotes where it needs them. */
export function memberName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : scriptText(name)
}
