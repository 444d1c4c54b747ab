"""Papers for people to sign or to send: PDF with every glyph embedded, without anything from the internet."""
