// The editor shows a page after its `load` event, which would wait for the icon font as soon as the page has an icon. Until
// then, the style sheet is only preloaded.
window.addEventListener('load', () => {
  const link = document.querySelector<HTMLLinkElement>('#vscode-codicon-stylesheet')
  if (link) link.rel = 'stylesheet'
})
