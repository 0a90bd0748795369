# Checklists: choosing a procedure, its questions.
list-home = معاملتي
list-home-what = ما يلزم، وما ينقص.
list-choose = ما هي معاملتكم؟
list-choose-lead = سترون الأوراق اللازمة.
list-yes = نعم
list-no = لا
list-back = رجوع
list-other = اختيار معاملة أخرى
list-again = تغيير أجوبتي
ask-famille = هل تعيشون مع أطفال؟
ask-revenus = هل حصلتم على راتب أو تعويض بطالة في آخر 3 أشهر؟
ask-salaire = هل تحصلون على راتب؟
ask-caf = هل تحصلون على مال من CAF؟
ask-heberge = هل تسكنون عند شخص؟
ask-sans-domicile = هل أنتم بدون سكن؟
ask-etudes = هل تدرسون؟
ask-separation = هل حدث طلاق أو انفصال؟
ask-protection = هل لكم وصي (tuteur, curateur)؟
ask-minimum = هل تحصلون على RSA أو على معاش المسنين (Aspa)؟
ask-change = هل تغير دخلكم منذ سنة؟
ask-perte = هل ضاعت بطاقتكم أو سرقت؟
ask-contrat = هل انتهى عقد عملكم الآن؟

# The list.
list-have = { $have ->
    [zero] ليس عندكم بعد أي ورقة من { $all }.
    [one] عندكم ورقة واحدة من { $all }.
    [two] عندكم ورقتان من { $all }.
    [few] عندكم { $have } أوراق من { $all }.
    [many] عندكم { $have } ورقة من { $all }.
   *[other] عندكم { $have } ورقة من { $all }.
  }
list-have-all = عندكم كل ما يلزم.
list-none-needed = لا توجد ورقة إجبارية.
list-here = ما عندكم
list-look = للمراجعة أو للتجديد
list-missing = ما ينقص
list-useful = مفيد، إذا كان عندكم
list-add = إضافة ورقة
list-show = عرض هذه الأوراق
list-print = طباعة القائمة
list-date = ذكر تاريخها
list-one-of = واحدة تكفي: { $list }.
list-or = { $list } أو { $last }
list-no-date = تاريخ غير معروف
list-unsure = لا نعرف تاريخها.
list-too-old = قديمة جدا لهذه المعاملة.
list-too-recent = { $months ->
    [zero] حديثة جدا.
    [one] حديثة جدا: يجب أن يمر عليها أكثر من شهر.
    [two] حديثة جدا: يجب أن يمر عليها أكثر من شهرين.
    [few] حديثة جدا: يجب أن يمر عليها أكثر من { $months } أشهر.
    [many] حديثة جدا: يجب أن يمر عليها أكثر من { $months } شهرا.
   *[other] حديثة جدا: يجب أن يمر عليها أكثر من { $months } شهر.
  }
list-few = عدد الأشهر: { $have } من { $want }. يلزم { $want } متتالية.
list-absent = ينقص: { $list }.
list-pages = تنقص صفحات. الصفحة الأولى وحدها لا تكفي.
list-ended = انتهت. تلزم ورقة جديدة.
list-extended = بطاقة صنعت بعد سن 18: صالحة 5 سنوات إضافية.
list-others = ورقة شخص آخر: ضعوا العلامة بأنفسكم، بموافقته.
list-never = لا يحق لأحد أن يطلب منكم
list-never-have = احتفظوا بها لأنفسكم: { $papers }.
list-unchecked = قائمة إرشادية، يجب التأكد منها.
list-unchecked-do = اسألوا من يساعدكم، أو اقرؤوا service-public.gouv.fr.
list-checked = قائمة فحصت يوم { $date }.
list-source = المصدر: { $source }

# What a line asks for.
wish-identite = إثبات الهوية
wish-domicile = إثبات السكن (justificatif de domicile)
wish-ressources = إثبات الدخل
wish-famille = ورقة عن العائلة
wish-travail = ورقة عن عملكم أو دراستكم
wish-loyer = ورقة عن إيجاركم
wish-sejour = بطاقة إقامتكم الحالية (titre de séjour)
wish-enfant = هوية الطفل
wish-parent = هويتكم
wish-lien = صلة بالبلدية (commune)

# What is said beside a list.
note-originaux = في الشباك تلزم الأوراق الأصلية. الخزنة لا تحل محلها.
note-perte = صرحوا بالضياع أو السرقة. يجب دفع طابع (timbre) بمبلغ 25 يورو.
note-ofpra = مع قرار من Ofpra، لا تلزم بطاقة الإقامة.
note-chacun = يلزم إثبات هوية لكل شخص سيسكن.
note-location = القانون يحدد هذه القائمة. لا تعرضوا شيئا أكثر.
note-ecole = لا يحق للبلدية طلب شيء آخر. المدرسة هي التي تطلب التلقيح.
note-sans-sejour = للإيواء، لا يطلب حق الإقامة.
note-sans-carte = بطاقة الهوية ليست إجبارية. توجد مقابلة.
note-chaque-annee = العنوان البريدي (domiciliation) صالح سنة واحدة. بدونه لا تصل رسائل RSA ولا AME.
note-plus-de-trois-mois = يجب أن يكون إثبات السكن أقدم من 3 أشهر، وأحدث من سنة.
note-un-seul = ورقة واحدة تكفي: إشعار الضريبة (avis d’impôt).
note-departement = لكل إقليم (département) قائمته. اطلبوها.
note-renouvellement = اطلبوا البطاقة الجديدة بين 4 أشهر وشهرين قبل النهاية.

# Where a paper is got.
where-mairie = في البلدية (mairie).
where-prefecture = في المحافظة (préfecture).
where-naissance = في بلدية مكان الميلاد (mairie).
where-tribunal = في المحكمة (tribunal).
where-photo = عند مصور، أو في كشك صور.
where-sante = في التأمين الصحي (Assurance maladie)، أو على ameli.fr.
where-medecin = عند طبيب.
where-mdph = في مركز الإعاقة (MDPH).
where-employeur = عند صاحب عملكم.
where-france-travail = في مكتب العمل (France Travail)، أو على francetravail.fr.
where-caf = في صندوق المنح العائلية (CAF)، أو على caf.fr.
where-retraite = في صندوق التقاعد (caisse de retraite).
where-impots = في مكتب الضرائب (centre des impôts)، أو على impots.gouv.fr.
where-banque = في بنككم.
where-bailleur = عند صاحب السكن.
where-fournisseur = عند شركة الطاقة، أو على موقعها.
where-hebergeant = عند الشخص الذي يستضيفكم.
where-domiciliation = في مركز المساعدة بالبلدية (CCAS)، أو في جمعية.
where-logement = على demande-logement-social.gouv.fr.
where-visale = على visale.fr.
where-ecole = في المدرسة.
where-police = في مركز الشرطة (commissariat)، أو الدرك (gendarmerie).
where-ofpra = في مكتب اللجوء (Ofpra).
where-soi-meme = اكتبوها ووقعوها بأنفسكم.
where-assureur = عند شركة التأمين.

# What is printed.
list-sheet-title = أوراقي من أجل: { $purpose }
list-sheet-ready = القائمة جاهزة
list-sheet-missing = ينقص
list-sheet-nothing = لا ينقص شيء.
list-sheet-back = العودة إلى القائمة

# The rights beside a list.
law-title = ما لا يحق لأحد أن يطلبه منكم
law-copy = تكفي صورة واضحة عن الورقة.
law-certified = لا يحق لأحد فرض نسخة مصدقة.
law-doubt = عند الشك، يجب أن تصلكم رسالة مسجلة تشرح السبب.
law-civil = ورقة الحالة المدنية صالحة مهما كان تاريخها، إلا بنص مخالف.
law-address = لا يطلب إثبات السكن إلا في الحالات التي يحددها القانون.
law-once = «قولوها لنا مرة واحدة» (Dites-le-nous une fois): تتبادل الإدارات ما تعرفه.
law-school = للمدرسة تكفي ثلاث أوراق. يقبل التصريح بالشرف (attestation sur l’honneur).
law-renting = لا يحق لصاحب السكن أن يطلب إلا أوراق قائمة محددة.
law-crpa = قانون CRPA { $articles }
law-decree = مرسوم { $articles }
law-foot = للقراءة على Légifrance.
law-foot-crpa = CRPA: القانون الفرنسي للعلاقات بين الناس والإدارة.

# Reminders on the home page.
remind-title = لا تنسوا
remind-ends = فكروا في طلب ورقة جديدة.
remind-fades = هذه الورقة عن شخص آخر. أزيلوها إذا لم تعد مفيدة.
remind-permit-early = يمكنكم طلب الجديدة ابتداء من { $date }.
remind-permit-now = حان وقت طلب الجديدة.
remind-permit-late = اطلبوا الجديدة فورا. احتفظوا بإثبات طلبكم.
remind-domiciliation = اطلبوها من جديد. بدونها لا تصل رسائل RSA ولا AME.
remind-lost = هل ضاعت بطاقتكم أو سرقت؟
remind-lost-do = للحصول على بطاقة جديدة: تصريح، وطابع بمبلغ 25 يورو، وأوراق أصلية في الشباك.
remind-lost-safe = الخزنة لا تحل محل الأوراق الأصلية.

# How long a paper is worth keeping.
keep-always = تحفظ دائما.
keep-retirement = تحفظ حتى التقاعد.
keep-three-years = تحفظ 3 سنوات.
keep-after-lease = تحفظ 3 سنوات بعد نهاية الإيجار.
