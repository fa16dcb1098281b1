/** The id of a heading, as GitHub makes it: a link to it then leads there on GitHub and on the site. VitePress' own differs where a code has `_`. */
export function gitHubSlug(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-')
}
