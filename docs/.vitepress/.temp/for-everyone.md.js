import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"For everyone who looks at it","description":"","frontmatter":{},"headers":[],"relativePath":"for-everyone.md","filePath":"docs/for-everyone.md"}');
const _sfc_main = { name: "for-everyone.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="for-everyone-who-looks-at-it" tabindex="-1">For everyone who looks at it <a class="header-anchor" href="#for-everyone-who-looks-at-it" aria-label="Permalink to &quot;For everyone who looks at it&quot;">​</a></h1><p>Part 7 of <a href="/guide.html">the guide</a>. The files there do all of this; a screen of your own should, too.</p><ul><li><strong>Show the code, always</strong>, also beside a QR code (RFC 8628 §3.3.1), and verbatim: <code>userCode</code> as it is. <code>groupUserCode(userCode)</code> has it in groups for large screens, with the hyphens between them.</li><li><strong>Let it be heard</strong>: <code>spellUserCode(userCode, words)</code> spells the code out, group by group, in the words of your language. As <code>aria-label</code> of an element with <code>role=&quot;img&quot;</code> it is read instead of what stands there; <code>strong</code>, <code>p</code> and <code>span</code> alone may not have a label.</li><li><strong>Announce changes, not seconds.</strong> Put <code>aria-live=&quot;polite&quot;</code> on something that is always there, around what changes: one that comes together with its text is often not read. A countdown in it has <code>role=&quot;timer&quot;</code> and <code>aria-live=&quot;off&quot;</code>: it is read on request only.</li><li><strong>Keep the focus.</strong> Each change takes away the button that was pressed, and the focus with it, to the top of the page. Let the screen around it take it (<code>tabindex=&quot;-1&quot;</code>), but only when nothing else has it: a login that goes on elsewhere must not take people out of what they type.</li><li><strong>Say what to do next.</strong> <code>error.message</code> does, and <code>error.reason</code> tells which screen to show. A way out is always there: <code>cancel</code>.</li><li><strong>A blip is a hint, not an error</strong>: <code>blips</code> counts, and the login goes on. <code>outage</code> is true from the sixth in a row: from then on, do not promise that the code still works.</li><li><strong>Nothing starts by itself.</strong> A person presses the button (RFC 8628 §3.1), once for each attempt.</li><li>Say who asks and that people should go on only if they started this here: codes that strangers send are the weak spot of this flow.</li></ul></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("docs/for-everyone.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const forEveryone = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  forEveryone as default
};
