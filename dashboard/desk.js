// Links between views without reloading, keys, and copying; installed once for the page's lifetime.
if (!window.narrativeDesk) {
  window.narrativeDesk = true;
  let focused = "";
  // Pages change by links and the browser's own steps. What Streamlit pushes is the page of a run that began before the reader
  // went back: it would undo the step.
  const push = history.pushState.bind(history);
  history.pushState = (state, title, url) => {
    if (new URL(url, location.href).pathname === location.pathname) push(state, title, url);
  };
  const follow = (link) => {
    if (link.href !== location.href) push({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    const reader = link.closest(".article, .beside");
    if (!reader) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  };
  const copy = async (button) => {
    const link = new URL(button.dataset.url, location.href).href;
    const text = button.dataset.copy ? button.dataset.copy.replaceAll("{{address}}", link) : link;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    const before = button.textContent;
    button.textContent = "copied";
    button.dataset.copied = link;
    setTimeout(() => (button.textContent = before), 1500);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.copy");
    if (button) return void copy(button);
    const link = event.target.closest("a.view");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    follow(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("input, textarea, select, [contenteditable], [role=combobox], [role=listbox]");
    if (typing) return;
    if (event.key === "/") {
      event.preventDefault();
      return void document.querySelector(".st-key-text input")?.focus();
    }
    const link = document.querySelector(`a.view[data-key="${CSS.escape(event.key)}"]`);
    if (link) follow(link);
  });
  new MutationObserver(() => {
    const focus = document.querySelector("[data-focus]");
    const now = focus ? location.href : "";
    if (now && now !== focused) focus.scrollIntoView({ block: "center" });
    focused = now;
    const print = document.querySelector(".foot .print");
    const stamp = `${location.href} · printed ${new Date().toISOString().slice(0, 10)}`;
    if (print && print.textContent !== stamp) print.textContent = stamp;
  }).observe(document.body, { childList: true, subtree: true });
}
