(() => {
  const tidy = s => (s || '').normalize('NFC').replace(/\s+/g, ' ').trim().toLocaleLowerCase('vi')
  const shown = e => {
    const r = e.getBoundingClientRect()
    return r.width > 0 && r.height > 0 && getComputedStyle(e).visibility === 'visible'
  }
  const first = css => {
    const all = [...document.querySelectorAll(css)]
    return all.find(shown) || all[0]
  }
  const missing = css => `nothing matches ${css}`
  const said = e => tidy(e.getAttribute('aria-label') || (e.matches('input') ? e.value : e.innerText))
  // Where to click an element, or why it cannot be clicked yet.
  const spot = e => {
    if (e.disabled || e.getAttribute('aria-disabled') === 'true') return { why: 'it is disabled' }
    if (!shown(e)) return { why: 'it is not visible' }
    e.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
    const r = [...e.getClientRects()].find(r => r.width > 0 && r.height > 0)
    const x = r.left + r.width / 2, y = r.top + r.height / 2
    const hit = document.elementFromPoint(x, y)
    const label = hit && hit.closest('label')
    if (hit && (e.contains(hit) || (label && label.control === e))) return { x, y }
    return { why: hit ? `it lies under <${hit.tagName.toLowerCase()} class="${hit.className}">` : 'it lies outside the window' }
  }
  // A drawn checkbox is clicked through its label, as a person does.
  const boxSpot = e => {
    const s = spot(e)
    const label = e.labels && [...e.labels].find(shown)
    return s.why && label && !e.disabled ? spot(label) : s
  }
  const changed = e => {
    for (const n of ['input', 'change']) e.dispatchEvent(new Event(n, { bubbles: true }))
  }
  const clickable = 'a[href], button, summary, label, input[type=submit], input[type=button], input[type=reset], [role=button], [role=link], [role=tab], [role=menuitem], [role=switch]'
  return {
    url: () => location.href,
    stored: () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state, history.length]),
    origin: () => location.origin,
    ready: () => document.readyState === 'complete' && document.fonts.status === 'loaded' ? '' : 'the page is still loading',
    text: () => document.body ? document.body.innerText : '',
    has: text => !!document.body && tidy(document.body.innerText).includes(tidy(text)),
    textOf: css => { const e = first(css); return e ? { text: e.matches('input, textarea, select') ? e.value : e.innerText } : { why: missing(css) } },
    attributeOf: (css, name) => { const e = first(css); return e ? { text: String(name === 'href' && e.href ? e.href : e.getAttribute(name) ?? '') } : { why: missing(css) } },
    count: css => document.querySelectorAll(css).length,
    spotOf: css => { const e = first(css); return e ? spot(e) : { why: missing(css) } },
    spotSaying: text => {
      const want = tidy(text)
      const all = [...document.querySelectorAll(clickable)].filter(shown)
      const e = all.find(e => said(e) === want) || all.find(e => said(e).includes(want))
      return e ? spot(e) : { why: 'no visible button or link says it; there are: ' + all.map(said).filter(s => s).slice(0, 40).join(' | ') }
    },
    fill: (css, text) => {
      const e = first(css)
      if (!e) return missing(css)
      if (!shown(e)) return 'it is not visible'
      if (e.disabled || e.readOnly) return 'it cannot be changed'
      e.focus()
      if (e.isContentEditable) e.textContent = text
      else Object.getOwnPropertyDescriptor(Object.getPrototypeOf(e), 'value').set.call(e, text)
      changed(e)
      return ''
    },
    select: (css, choice) => {
      const e = first(css)
      if (!e) return missing(css)
      if (e.disabled) return 'it is disabled'
      const o = [...e.options].find(o => o.value === choice || tidy(o.text) === tidy(choice))
      if (!o) return `it offers only: ${[...e.options].map(o => o.text.trim()).join(' | ')}`
      o.selected = true
      changed(e)
      return ''
    },
    box: css => { const e = first(css); return e ? { checked: e.checked === true, ...(e.checked ? {} : boxSpot(e)) } : { why: missing(css) } },
    sticksOut: () => {
      const wide = document.documentElement.clientWidth
      if (document.documentElement.scrollWidth <= wide + 1) return ''
      const scrolls = e => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) if (/auto|scroll|hidden|clip/.test(getComputedStyle(p).overflowX)) return true; return false }
      const out = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > wide + 1 && !scrolls(e))
      return `${document.documentElement.scrollWidth} of ${wide} px: ` + out.slice(-3).map(e => e.outerHTML.slice(0, 120)).join(' | ')
    },
  }
})()
