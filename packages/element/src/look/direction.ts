/**
 * Each text runs as its own letters do, and stands where the page's would: words may be of another language than the page. What the page
 * itself gives stays as it is.
 */
export const direction = `
.title,
.lead,
.step,
.caption,
.news,
.time-left,
.detail,
.button {
  text-align: -webkit-match-parent;
  text-align: match-parent;
  unicode-bidi: plaintext;
}
.caption,
.button {
  text-align: center;
}
`
