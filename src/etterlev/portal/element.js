// <etterlev-erklaering> shows the statement in a frame as tall as it is. It keeps nothing and asks for nothing else.
// Until the frame has said how tall it is, and where it may not be shown, the link inside the element stands.
(() => {
  const origin = new URL(document.currentScript.src).origin;
  customElements.define("etterlev-erklaering", class extends HTMLElement {
    connectedCallback() {
      if (this.frame) return;
      const language = this.getAttribute("lang");
      const frame = this.frame = document.createElement("iframe");
      frame.src = origin + (language === "nn" || language === "en" ? `/${language}` : "") + "/innebygd/";
      frame.title = this.textContent.trim();
      frame.style.cssText = "border:0;width:100%;height:0;display:block";
      const rest = [...this.childNodes];
      addEventListener("message", (event) => {
        if (event.origin !== origin || event.source !== frame.contentWindow) return;
        const tall = Number(event.data && event.data.etterlev);
        if (!(tall > 0 && tall < 1e6)) return;
        frame.style.height = `${Math.ceil(tall)}px`;
        rest.forEach((node) => node.remove());
      });
      this.append(frame);
    }
  });
})();
